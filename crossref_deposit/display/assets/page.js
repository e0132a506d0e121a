(() => {
  "use strict";
  const form = document.querySelector("[role=search]");
  const entries = Array.from(document.querySelectorAll("[data-outcome]"), (element) => [
    element,
    element.textContent.toLowerCase(),
  ]);
  const groups = document.querySelectorAll("[data-group]");
  const apply = () => {
    const words = form.elements.words.value.toLowerCase().split(/\s+/);
    const wanted = form.elements.outcome.value;
    const fits = (element, text) =>
      [element.dataset.outcome, ""].includes(wanted) ? words.every((word) => text.includes(word)) : false;
    let shown = 0;
    for (const [element, text] of entries) {
      element.hidden = !fits(element, text);
      shown += element.hidden ? 0 : 1;
    }
    for (const group of groups) group.hidden = !group.querySelector("[data-outcome]:not([hidden])");
    form.querySelector("output").value = `${shown} of ${entries.length} shown`;
  };
  form.hidden = false;
  for (const kind of ["input", "change"]) form.addEventListener(kind, apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  apply();
})();
