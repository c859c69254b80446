package dev.shadowland.actors.store;

import org.jspecify.annotations.Nullable;

/** What became of a login. */
public sealed interface LoginOutcome {
    /**
     * In, with a raised login number.
     *
     * @param row the character now
     * @param before the character before, null when it is new; its session is not 0 when it never
     *     ended in order
     */
    record LoggedIn(CharacterRow row, @Nullable CharacterRow before) implements LoginOutcome {}

    /** Another session spent the token before. */
    record TokenSpent() implements LoginOutcome {}

    /** The character belongs to another account. */
    record WrongAccount() implements LoginOutcome {}
}
