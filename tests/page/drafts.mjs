// Drafts to try the page with. Invented, with something wrong of every kind.
import { execFileSync } from 'node:child_process';

export const DRAFT = `在全县防汛工作会议上的讲话
同志们：
　　今天会议的主要任务是，，总结去年的防汛工作，部署今年的任务。
　　一、认清形势，绷紧思想之弦
　　去年以来，各乡镇再接再励，加固堤防二十一公里。有的水库带病运行，”最后一道防线”并不牢靠。
　　（一）雨情复杂。预报今年降水偏多两成。
　　（二）隐患不少。有的河道“清而复淤，行洪不畅。
　　（二）责任不实。有的单位值班无人接听电话。。
　　三、突出重点，落实各项措施
　　2月30日前，各地要把预案报县防汛办。😀要把群众生命安全做为头等大事。
`;

/** In GB18030 and with the line ends of Windows. */
export function encoded(text) {
  return execFileSync('iconv', ['-f', 'UTF-8', '-t', 'GB18030'], { input: text.replaceAll('\n', '\r\n') });
}

export const HOSTILE_NAME = '"><img src=x onerror="window.harm=1"><script>window.harm=1<\u2215script>.txt';
export const HOSTILE = `<img src=x onerror="window.harm=1"><script>window.harm=1</script>，，
“<svg onload="window.harm=1">再接再励</svg>。。
</textarea></p><script>window.harm=1</script>，，
`;
