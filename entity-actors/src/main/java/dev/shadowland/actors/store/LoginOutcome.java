package dev.shadowland.actors.store;

/** What became of a login. */
public sealed interface LoginOutcome {
    /** In, with a raised login number. */
    record LoggedIn(CharacterRow row) implements LoginOutcome {}

    /** Another session spent the token before. */
    record TokenSpent() implements LoginOutcome {}

    /** The character belongs to another account. */
    record WrongAccount() implements LoginOutcome {}
}
