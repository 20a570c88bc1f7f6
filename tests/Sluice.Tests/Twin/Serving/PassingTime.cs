using Sluice.Testing;
using Sluice.Twin.Serving.Live;

namespace Sluice.Tests.Twin.Serving;

/// <summary>Moves a clock for as long as something is awaited: each time the code under test waits for a timer, to that timer.</summary>
static class PassingTime
{
    public static async Task<T> While<T>(this ManualClock clock, Task<T> work)
    {
        while (!work.IsCompleted)
        {
            using var done = new CancellationTokenSource();
            await Task.WhenAny(work, clock.WhenTimersWaitAsync(1, done.Token));
            await done.CancelAsync();
            await Task.Yield(); // to the end of the queue: what the last step woke goes first
            if (!work.IsCompleted) clock.TryAdvanceToNext();
        }

        return await work;
    }

    public static Task<int> MoreThanAsyncWhile(this LiveAnswer answer, ManualClock clock, int taken) => clock.While(answer.MoreThanAsync(taken).AsTask());
}
