namespace Sluice.Twin.Serving.Live;

/// <summary>What one replica did and does, as it stood after a step.</summary>
/// <param name="CacheUse">Share of the cache in use, 0 to 1.</param>
sealed record ReplicaStatus(int Running, int Waiting, double CacheUse, int Preemptions, long CachedTokens, long Steps, long Generated);
