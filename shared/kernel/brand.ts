declare const brand: unique symbol;

/** A type that must not be mixed with others of the same shape, e.g. `Id<'machine'>` with `Id<'product'>`. */
export type Brand<Base, Name extends string> = Base & { readonly [brand]: Name };
