using Sluice.Pipeline.Storage;
using static Sluice.Tests.Pipeline.Storage.Entries;

namespace Sluice.Tests.Pipeline.Storage;

public sealed class GroupCommitterTests
{
    static readonly StoredStep step = new(1, 1, true, true);

    [Fact]
    public async Task What_gathers_while_one_group_is_written_goes_as_the_next_group()
    {
        await using var store = new SlowStore();
        var signals = 0;
        var committer = new GroupCommitter(store, step, _ => signals++);
        committer.Start();

        var first = committer.CommitAsync(Answered(Record("first")));
        await store.Began;
        var rest = Enumerable.Range(0, 300).Select(n => committer.CommitAsync(Answered(Record($"r{n}")))).ToList();
        Assert.False(first.IsCompleted);
        store.Finish.SetResult();
        await Task.WhenAll([first, .. rest]);
        await committer.DisposeAsync();

        Assert.Equal([1, 256, 44], store.Groups);
        Assert.Equal(3, signals);
    }

    [Fact]
    public async Task After_a_group_that_could_not_be_written_nothing_is_accepted()
    {
        await using var store = new SlowStore { Problem = new StoreException("the disk is full") };
        var committer = new GroupCommitter(store, step, _ => { });
        committer.Start();
        store.Finish.SetResult();

        var first = await Assert.ThrowsAsync<StoreException>(() => committer.CommitAsync(Answered(Record("a"))));
        var second = await Assert.ThrowsAsync<StoreException>(() => committer.CommitAsync(Answered(Record("b"))));
        await committer.DisposeAsync();

        Assert.Equal(("the disk is full", "the disk is full"), (first.Message, second.Message));
        Assert.Equal([1], store.Groups);
    }

    [Fact]
    public async Task Commits_are_made_on_a_thread_of_their_own_and_its_end_may_be_asked_for_twice()
    {
        await using var store = new SlowStore();
        var committer = new GroupCommitter(store, step, _ => { });
        committer.Start();
        store.Finish.SetResult();

        await committer.CommitAsync(Answered(Record("a")));
        await committer.DisposeAsync();
        await committer.DisposeAsync();

        Assert.Equal("run store", store.Thread);
    }

    /// <summary>A store whose commits wait for the test.</summary>
    sealed class SlowStore : RunStore
    {
        readonly TaskCompletionSource began = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Began => began.Task;

        public TaskCompletionSource Finish { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<int> Groups { get; } = [];

        public string? Thread { get; private set; }

        public StoreException? Problem { get; init; }

        public override async Task CommitAsync(StoredStep step, IReadOnlyList<JournalEntry> entries)
        {
            Thread = System.Threading.Thread.CurrentThread.Name;
            Groups.Add(entries.Count);
            began.TrySetResult();
            await Finish.Task;
            if (Problem is not null) throw Problem;
        }

        public override Task<long> CountAnswersAsync(StoredStep step, CancellationToken ct) => throw new NotSupportedException();

        public override Task<BegunInvocation> BeginInvocationAsync(StoredStep step, InvocationEntry entry, CancellationToken ct) => throw new NotSupportedException();

        public override Task EndInvocationAsync(long invocation, DateTimeOffset now, string ending, string? message) => throw new NotSupportedException();

        public override Task MarkGoneAsync(StoredStep step, long present, Func<string, bool> isPresent) => throw new NotSupportedException();

        public override Task<StoredStep> OpenStepAsync(StepIdentity identity, DateTimeOffset now, CancellationToken ct) => throw new NotSupportedException();

        public override Task<IReadOnlyList<RecordState>> FindAsync(StoredStep step, IReadOnlyList<RecordIdentity> records, CancellationToken ct) => throw new NotSupportedException();

        public override Task<IReadOnlyList<EarlierConfig>> FindEarlierConfigsAsync(StoredStep step, CancellationToken ct) => throw new NotSupportedException();

        public override Task<IReadOnlyList<EarlierAnswer?>> FindEarlierAnswersAsync(StoredStep earlier, IReadOnlyList<RecordIdentity> records, CancellationToken ct) => throw new NotSupportedException();

        public override Task<IReadOnlyList<StoredAnswer>> ReadAnswersAsync(StoredStep step, long after, int limit, CancellationToken ct) => throw new NotSupportedException();

        public override Task<IReadOnlyList<IReadOnlyList<StoredAnswer>>> ReadAnswersAsync(IReadOnlyList<StoredStep> steps, long after, int limit, CancellationToken ct) => throw new NotSupportedException();

        public override Task<IReadOnlyList<StoredFailure>> ReadFailuresAsync(IReadOnlyList<StoredStep> steps, long after, int limit, CancellationToken ct) => throw new NotSupportedException();

        public override Task<IReadOnlyList<StoredFailure>> ReadFailuresAsync(StoredStep step, long after, int limit, CancellationToken ct) => throw new NotSupportedException();

        public override Task<StepTotals> TotalsAsync(StoredStep step, CancellationToken ct) => throw new NotSupportedException();

        public override Task<IReadOnlyList<BackendTotals>> SpentAsync(StoredStep step, CancellationToken ct) => throw new NotSupportedException();

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
