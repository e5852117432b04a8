/** Stroke paths on a field of 24 by 24. */
const PATHS: Record<string, string> = {
  arrow_clockwise: 'M20 12a8 8 0 1 1-2.3-5.6M20 3v4.5h-4.5',
  arrow_left: 'M20 12H4m7-7-7 7 7 7',
  arrow_right: 'M4 12h16m-7-7 7 7-7 7',
  bell: 'M6 17V11a6 6 0 0 1 12 0v6l1.5 1.5h-15zM10 21h4',
  checkmark: 'm4.5 12.5 5 5 10-11',
  chevron_down: 'm5 9 7 7 7-7',
  chevron_left: 'm15 5-7 7 7 7',
  chevron_right: 'm9 5 7 7-7 7',
  chevron_up: 'm5 15 7-7 7 7',
  doc_on_doc: 'M8 8h12v13H8zM16 8V3H4v13h4',
  ellipsis: 'M5 12h.01M12 12h.01M19 12h.01',
  eye: 'M2 12s3.5-6.5 10-6.5S22 12 22 12s-3.5 6.5-10 6.5S2 12 2 12zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z',
  eye_slash: 'M2 12s3.5-6.5 10-6.5S22 12 22 12s-3.5 6.5-10 6.5S2 12 2 12zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM4 20 20 4',
  gearshape:
    'M12 15.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM12 2v3m0 14v3M2 12h3m14 0h3M5 5l2 2m10 10 2 2M19 5l-2 2M7 17l-2 2',
  house: 'M4 11 12 4l8 7v9h-5v-6H9v6H4z',
  info_circle: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v6M12 7.5h.01',
  link: 'M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1',
  list_bullet: 'M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  magnifyingglass: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM20 20l-4-4',
  message: 'M4 5h16v12H10l-4 3.5V17H4z',
  paperplane: 'M21 3 3 10.5l7 3.5 3.5 7zM10 14l4-4',
  person: 'M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21a8 8 0 0 1 16 0z',
  person_2:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20a6.5 6.5 0 0 1 13 0z' +
    'M16 4.5a3.5 3.5 0 0 1 0 6.5M18.5 20h3a6 6 0 0 0-4-5.7',
  phone: 'M7 2.5h10v19H7zM11 18.5h2',
  plus: 'M12 4v16M4 12h16',
  trash: 'M4 6.5h16M9 6V3.5h6V6M6 6.5 7 21h10l1-14.5',
  wifi: 'M2.5 9a14 14 0 0 1 19 0M6 13a9 9 0 0 1 12 0M9.3 16.6a4 4 0 0 1 5.4 0M12 20h.01',
  xmark: 'm5 5 14 14M19 5 5 19',
};

const OTHER = 'M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16z';

/** `sys.symbol.wifi` and the like in the colour and size of the text; variants such as `_fill` look the same. */
export function symbolIcon(name: string): SVGElement {
  return icon(PATHS[plainName(name)] ?? OTHER);
}

function plainName(name: string): string {
  const short = name.replace(/^sys\.symbol\./, '');
  return short in PATHS
    ? short
    : (Object.keys(PATHS)
        .filter(known => short.startsWith(known) || short.endsWith(known))
        .sort((a, b) => b.length - a.length)[0] ?? short);
}

/** A stroke picture on a field of 24 by 24, as large as the text around it. */
export function icon(path: string, strokeWidth = 1.8): SVGElement {
  const picture = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  picture.setAttribute('viewBox', '0 0 24 24');
  picture.setAttribute('class', 'icon');
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  line.setAttribute('d', path);
  line.setAttribute('stroke-width', String(strokeWidth));
  picture.append(line);
  picture.setAttribute('aria-hidden', 'true');
  return picture;
}
