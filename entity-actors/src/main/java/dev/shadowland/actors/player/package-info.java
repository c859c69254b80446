/** The player actor: one per character, exactly one living session, login, rejoin and leaving. */
@NullMarked
package dev.shadowland.actors.player;

import org.jspecify.annotations.NullMarked;
