namespace Sluice.Bench.Events;

/// <summary>One chunk of a stream: when it came and how many tokens it carried (servers may group several).</summary>
public readonly record struct ChunkEvent(TimeSpan At, int Tokens);
