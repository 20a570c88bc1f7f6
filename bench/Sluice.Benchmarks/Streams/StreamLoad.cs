namespace Sluice.Benchmarks.Streams;

/// <summary>What one run puts on a server.</summary>
/// <param name="Tokens">Of each answer.</param>
/// <param name="Slow">Streams that nobody reads until all others have ended; only the counter in C can be slow.</param>
internal sealed record StreamLoad(LoadedServer Server, int Streams, int Tokens, int Slow = 0);
