using System.Collections.Concurrent;
using Sluice.Cli.Terminals;
using Sluice.Testing;

namespace Sluice.Tests.Cli.Chatting;

public sealed class KeysAheadTests
{
    [Fact]
    public async Task Keys_pressed_while_something_goes_on_are_taken_or_wait_for_their_reader()
    {
        using var typing = new Typing();
        var keys = new KeysAhead(typing, TimeProvider.System);
        var taken = new TaskCompletionSource<char>();
        using (keys.WhileBusy(key => key.KeyChar == '!' && taken.TrySetResult(key.KeyChar)))
        {
            typing.Press("a!b");
            Assert.Equal('!', await taken.Task);
        }

        Assert.Equal('a', keys.Read()?.KeyChar);
        Assert.Equal('b', keys.Read()?.KeyChar);
    }

    [Fact]
    public void A_keyboard_that_went_away_stays_away()
    {
        using var typing = new Typing();
        var keys = new KeysAhead(typing, TimeProvider.System);
        typing.Press("a");
        typing.End();

        Assert.Equal('a', keys.Read()?.KeyChar);
        Assert.Null(keys.Read());
        Assert.Null(keys.Read());
    }

    [Fact]
    public void Pasted_keys_are_told_from_typed_ones()
    {
        using var typing = new Typing();
        var keys = new KeysAhead(typing, TimeProvider.System);
        typing.Press("ab");
        Assert.Equal('a', keys.Read()?.KeyChar);
        typing.Waiting.Wait(); // until both were read ahead

        Assert.True(keys.MoreIsComing);
        Assert.Equal('b', keys.Read()?.KeyChar);
        Assert.False(keys.MoreIsComing);
    }

    [Fact]
    public void Keys_typed_ahead_one_by_one_are_not_pasted()
    {
        using var typing = new Typing();
        var clock = new ManualClock();
        var keys = new KeysAhead(typing, clock);
        typing.Press("a");
        Assert.Equal('a', keys.Read()?.KeyChar);
        foreach (char letter in "bc")
        {
            typing.Waiting.Wait(); // until the one before was read ahead
            typing.Waiting.Reset();
            clock.Advance(TimeSpan.FromSeconds(1));
            typing.Press(letter.ToString());
        }
        typing.Waiting.Wait();

        Assert.Equal('b', keys.Read()?.KeyChar);
        Assert.False(keys.MoreIsComing);
        Assert.Equal('c', keys.Read()?.KeyChar);
    }

    /// <summary>A keyboard that waits for keys as a real one does.</summary>
    private sealed class Typing : Keyboard, IDisposable
    {
        private readonly BlockingCollection<ConsoleKeyInfo?> pressed = [];

        /// <summary>Set while all keys were read.</summary>
        public ManualResetEventSlim Waiting { get; } = new();

        public void Press(string letters)
        {
            foreach (char letter in letters) pressed.Add(new ConsoleKeyInfo(letter, ConsoleKey.None, false, false, false));
        }

        public void End() => pressed.Add(null);

        public override ConsoleKeyInfo? Read()
        {
            if (pressed.TryTake(out ConsoleKeyInfo? key)) return key;
            Waiting.Set();
            try
            {
                return pressed.Take();
            }
            catch (InvalidOperationException)
            {
                return null; // the test is over
            }
        }

        public override bool MoreIsComing => pressed.Count > 0;

        public override IDisposable WhileBusy(Func<ConsoleKeyInfo, bool> take) => throw new InvalidOperationException();

        public void Dispose() => pressed.CompleteAdding();
    }
}
