package dev.shadowland.actors.api;

import akka.cluster.sharding.typed.javadsl.EntityTypeKey;

/** Names under which cluster sharding knows cells and players. */
public final class ShardingKeys {
    /** Cells; the entity id is the cell key's text form. */
    public static final EntityTypeKey<CellCommand> CELL =
            EntityTypeKey.create(CellCommand.class, "cell");

    /** Player actors; the entity id is the character id as text. */
    public static final EntityTypeKey<PlayerCommand> PLAYER =
            EntityTypeKey.create(PlayerCommand.class, "player");

    private ShardingKeys() {}
}
