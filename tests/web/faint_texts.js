// Texts whose contrast is under WCAG AA, as lines to read. Left out: text over a picture, text for screen readers only.
() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });

  function rgba(colour) {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  }

  function luminance(colour) {
    const linear = (c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    const [r, g, b] = rgba(colour).map((c) => linear(c / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }

  function ground(element) {
    for (let e = element; e; e = e.parentElement) {
      const style = getComputedStyle(e);
      if (style.backgroundImage !== "none") return null;
      if (rgba(style.backgroundColor)[3] === 255) return style.backgroundColor;
    }
    return "white";
  }

  function seen(element) {
    const own = [...element.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.textContent.trim());
    return own && element.checkVisibility() && !element.closest(".hidden");
  }

  function contrast(element, behind) {
    const two = [luminance(getComputedStyle(element).color), luminance(behind)].sort((a, b) => b - a);
    return (two[0] + 0.05) / (two[1] + 0.05);
  }

  const faint = [];
  for (const element of [...document.body.querySelectorAll("*")].filter(seen)) {
    const behind = ground(element);
    const least = parseFloat(getComputedStyle(element).fontSize) >= 24 ? 3 : 4.5;
    const ratio = behind ? contrast(element, behind) : 21;
    if (ratio < least) faint.push(`${ratio.toFixed(2)} <${element.tagName} ${element.className}> ${element.textContent}`);
  }
  return faint;
}
