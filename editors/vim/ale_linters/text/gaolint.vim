call gaolint#Define('text')
