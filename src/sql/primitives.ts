/**
 * The portable vocabulary: what lowerings are made of where a macro won't do, because the best SQL depends on what is known of the
 * arguments. A dialect that lacks one does not compile.
 */
export type Primitive = never
