namespace Sluice.Benchmarks.Clients;

/// <summary>What the client is held to where the goal depends on how many streams it reads: with few, each chunk wakes it; with many, it reads several at once, and aiohttp does too.</summary>
/// <param name="TtftOff">Distance from the server's own times, as a share.</param>
/// <param name="CpuRatio">CPU a chunk, times aiohttp's.</param>
internal sealed record ClientGoals(double TtftOff, double CpuRatio)
{
    public static ClientGoals At(int streams) => streams <= 256 ? new ClientGoals(0.01, 0.7) : new ClientGoals(0.05, 1.0);
}
