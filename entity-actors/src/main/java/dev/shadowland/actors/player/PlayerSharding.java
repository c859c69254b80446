package dev.shadowland.actors.player;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.cluster.sharding.typed.ShardingEnvelope;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;

import dev.shadowland.actors.api.PlayerCommand;
import dev.shadowland.actors.api.Roles;
import dev.shadowland.actors.api.ShardingKeys;

/** Puts player actors under cluster sharding. */
public final class PlayerSharding {
    private PlayerSharding() {}

    /** Hosts player actors on this node (role shard). */
    public static ActorRef<ShardingEnvelope<PlayerCommand>> host(
            ClusterSharding sharding, PlayerServices services) {
        return sharding.init(
                Entity.of(
                                ShardingKeys.PLAYER,
                                context ->
                                        PlayerActor.create(
                                                Long.parseUnsignedLong(context.getEntityId()),
                                                services,
                                                context.getShard()))
                        .withRole(Roles.SHARD)
                        .withStopMessage(new PlayerActor.Stop()));
    }

    /** Only sends to player actors elsewhere: for nodes without role shard. */
    public static ActorRef<ShardingEnvelope<PlayerCommand>> proxy(ClusterSharding sharding) {
        return sharding.init(
                Entity.of(ShardingKeys.PLAYER, PlayerSharding::neverHere)
                        .withRole(Roles.SHARD)
                        .withStopMessage(new PlayerActor.Stop()));
    }

    private static Behavior<PlayerCommand> neverHere(Object context) {
        throw new IllegalStateException("player actors live on role shard only: " + context);
    }
}
