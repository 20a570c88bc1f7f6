namespace Sluice.Pipeline.Concurrency;

/// <summary>
/// The work of a usual answer. Levels are compared at it: short answers give fewer tokens per second than long ones, whose prompt
/// is read once for more of them, so levels that met other records cannot be compared as they were seen.
/// </summary>
internal sealed class UsualWork
{
    const int Memory = 1000; // answers

    int count;

    /// <summary>Output tokens, about the mean of the last thousand accepted answers; 0 before the first.</summary>
    public double Mean { get; private set; }

    public void Add(double work)
    {
        count = Math.Min(count + 1, Memory);
        Mean += (work - Mean) / count;
    }
}
