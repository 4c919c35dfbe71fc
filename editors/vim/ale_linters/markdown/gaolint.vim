call gaolint#Define('markdown')
