namespace Sluice.Twin.Balancing;

/// <summary>Uniformly at random, blind to load: LiteLLM's simple-shuffle.</summary>
sealed class Shuffle(int replicas, int seed) : Balancer
{
    readonly Random _random = new(seed);

    public override int Pick(double now) => _random.Next(replicas);

    public override void Release(int replica, double now) { }
}
