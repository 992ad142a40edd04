// The calls of the API, from its own description, to be tried out. Without JavaScript the page says all in words.
const calls = document.querySelector("[data-schema]");
window.SwaggerUIBundle({ domNode: calls, url: calls.dataset.schema, defaultModelsExpandDepth: -1, validatorUrl: null });
