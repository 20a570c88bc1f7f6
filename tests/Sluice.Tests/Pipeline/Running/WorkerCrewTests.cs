using Sluice.Pipeline.Running;

namespace Sluice.Tests.Pipeline.Running;

public sealed class WorkerCrewTests
{
    [Fact]
    public async Task Every_record_is_done_however_many_are_wanted()
    {
        var (left, most, now, wanted) = (500, 0, 0, 1);
        var crew = new WorkerCrew(() => wanted, async () =>
        {
            if (Interlocked.Decrement(ref left) < 0) return false;
            most = Math.Max(most, Interlocked.Increment(ref now));
            await Task.Yield();
            Interlocked.Decrement(ref now);
            if (left == 400) wanted = 8;
            if (left == 100) wanted = 2;
            return true;
        });

        await crew.RunAsync();

        Assert.True(left < 0);
        Assert.InRange(most, 2, 8);
    }

    [Fact]
    public async Task Others_join_while_the_first_ones_are_busy()
    {
        var wanted = 1;
        var together = new TaskCompletionSource();
        var (begun, done) = (0, 0);
        var crew = new WorkerCrew(() => wanted, async () =>
        {
            var number = Interlocked.Increment(ref begun);
            if (number > 4) return false;
            if (number == 1)
            {
                wanted = 3;
                return true;
            }

            if (number == 4) together.SetResult(); // the second, third and fourth are open at once
            await together.Task;
            Interlocked.Increment(ref done);
            return true;
        });

        await crew.RunAsync();

        Assert.Equal(3, done);
    }

    [Fact]
    public async Task A_fault_of_one_ends_all_and_is_told()
    {
        var calls = 0;
        var crew = new WorkerCrew(() => 3, async () =>
        {
            await Task.Yield();
            return Interlocked.Increment(ref calls) == 5 ? throw new InvalidOperationException("broken") : calls < 1000;
        });

        var fault = await Assert.ThrowsAsync<InvalidOperationException>(crew.RunAsync);

        Assert.Equal("broken", fault.Message);
    }
}
