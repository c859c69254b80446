package dev.shadowland.shard.placement;

import akka.cluster.sharding.typed.ShardingEnvelope;
import akka.cluster.sharding.typed.ShardingMessageExtractor;

import dev.shadowland.actors.api.CellCommand;

/** One cell = one Akka shard = one entity: the key's text is all three names. */
final class CellExtractor
        extends ShardingMessageExtractor<ShardingEnvelope<CellCommand>, CellCommand> {
    @Override
    public String entityId(ShardingEnvelope<CellCommand> envelope) {
        return envelope.entityId();
    }

    @Override
    public String shardId(String entityId) {
        return entityId;
    }

    @Override
    public CellCommand unwrapMessage(ShardingEnvelope<CellCommand> envelope) {
        return envelope.message();
    }
}
