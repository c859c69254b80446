package dev.shadowland.actors.entity;

/** Who says how an entity of a kind moves. Whoever it is, only its cell moves it. */
public enum Authority {
    /** The inputs of its client, every step checked by the cell. */
    INPUT,

    /** A behaviour of the server. */
    BEHAVIOUR,

    /** Nobody once it is on its way: it flies on as it was shot, until its time is over. */
    BALLISTIC,

    /** Nobody: it stays where it was put, and is never handed over. */
    FIXED
}
