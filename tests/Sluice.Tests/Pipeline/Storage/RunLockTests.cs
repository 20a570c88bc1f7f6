using Sluice.Pipeline.Storage;
using Sluice.Testing;

namespace Sluice.Tests.Pipeline.Storage;

public sealed class RunLockTests
{
    [Fact]
    public void A_run_that_is_going_on_is_refused_to_a_second_process_until_it_ends()
    {
        using var folder = new TempFolder();
        var store = folder.At("runs.db");

        using (RunLock.Take(store, "postings"))
        {
            var error = Assert.Throws<StoreException>(() => RunLock.Take(store, "postings"));
            Assert.Equal($"another process is working on the run 'postings' in {store}; wait for it to end, or stop it, then type the same command again", error.Message);
            RunLock.Take(store, "other").Dispose();
        }

        RunLock.Take(store, "postings").Dispose();
    }
}
