/** How sure each sort of rule of ours is, at one place. What could be measured is checked by `build/knowledge/evaluate-names.ts`. */

/** The device states its own maker and model in a field made for that. */
export const NAMES_ITSELF = 0.97;
/** A number that a registry gave to one maker (ASHRAE, ODVA, PI), or an order number of its catalogue. Firms rebrand and licence their stacks. */
export const REGISTERED = 0.95;
/** A form that the products of one maker generate: a name with their MAC or serial number in it, a service type of their own. */
export const MAKER_FORM = 0.9;
/** A server that only such devices or such systems contact by themselves. */
export const DEVICE_HOST = 0.85;
/** A name that products carry from the factory, but that a person could have given. */
export const FACTORY_NAME = 0.8;
/** What such devices usually do, and others sometimes. */
export const HINT = 0.65;
/** A maker's cloud: its devices talk to it, and so does its app on any phone. */
export const CLOUD = 0.55;
/** Better than a guess: a service that several kinds offer, a site that people read, too. */
export const WEAK = 0.4;
/** Not even that: of use only where nothing else is said, and several agree. */
export const GUESS = 0.25;
