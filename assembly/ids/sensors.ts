// Kind and fields of what network sensors (Zeek, Suricata) say of a device directly; what they saw on the wire comes as the wire's own kinds. The row's
// source is the device meant. Constants only: asc and Bun both import this file as it is.
export const KIND_KNOWN: i32 = 15; // known: a name, a banner, a role that a sensor worked out
export const F_KNOWN_ROLE: i32 = 300; // client or server of the protocol that log_type names
export const F_KNOWN_SERVICES: i32 = 301; // services seen at the row's port, a list
export const F_KNOWN_SOFTWARE_TYPE: i32 = 302; // what kind of software it is, in the sensor's words (HTTP::BROWSER, SSH::SERVER, ...)
export const F_KNOWN_SUBJECT: i32 = 303; // subject of the certificate it shows
export const F_KNOWN_ISSUER: i32 = 304;
export const F_KNOWN_DOMAIN: i32 = 305; // Windows domain it belongs to
