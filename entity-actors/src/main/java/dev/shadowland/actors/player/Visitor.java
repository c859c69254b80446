package dev.shadowland.actors.player;

import akka.actor.typed.ActorRef;

import dev.shadowland.actors.api.DenyReason;
import dev.shadowland.actors.api.EnterRefusal;
import dev.shadowland.actors.api.GatewayEvent;
import dev.shadowland.actors.api.KickReason;
import dev.shadowland.actors.api.PlayerCommand;
import dev.shadowland.actors.api.TokenBytes;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/**
 * A session and the gateway behind it.
 *
 * @param session session id
 * @param token token it logged in with, null when this life of the actor only saw it rejoin
 * @param gateway gets its events
 */
record Visitor(long session, @Nullable TokenBytes token, ActorRef<GatewayEvent> gateway) {
    static Visitor of(PlayerCommand.Enter enter) {
        return new Visitor(enter.session(), enter.token(), enter.replyTo());
    }

    /** True when the request repeats the one that brought this visitor. */
    boolean isSameAs(Visitor other) {
        return session == other.session && (token == null || Objects.equals(token, other.token));
    }

    Visitor withToken(@Nullable TokenBytes known) {
        return token == null && known != null ? new Visitor(session, known, gateway) : this;
    }

    void deny(DenyReason reason) {
        gateway.tell(new GatewayEvent.Denied(session, reason));
    }

    void deny(EnterRefusal refusal) {
        deny(
                switch (refusal) {
                    case STALE_GENERATION -> DenyReason.WORLD_BUSY;
                    case FULL, OVERLOADED -> DenyReason.CELL_FULL;
                });
    }

    void kick(KickReason reason) {
        gateway.tell(new GatewayEvent.Kick(session, reason));
    }
}
