namespace Sluice.Tests.Engine.Batching;

/// <summary>A clock that stands still, and does something when it is asked the time so often: at a known place of a step.</summary>
internal sealed class StepClock(int readings, Action action) : TimeProvider
{
    int asked;

    public override long GetTimestamp()
    {
        if (Interlocked.Increment(ref asked) == readings)
            action();
        return 0;
    }
}
