// Loaded before a service: its clock goes CLOCK_SKEW_MS wrong, as on a machine whose clock was stepped.
const skewMs = Number(process.env.CLOCK_SKEW_MS);
const realNow = Date.now.bind(Date);
const now = () => realNow() + skewMs;

globalThis.Date = new Proxy(Date, {
  construct: (target, given, made) => Reflect.construct(target, given.length === 0 ? [now()] : given, made),
  apply: () => new Date().toString(),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
});
