using Sluice.Cli.Commands;
using Sluice.Cli.Problems;
using Sluice.Cli.Terminals;
using Sluice.Protocol.Client;
using Sluice.Protocol.Failures;
using Spectre.Console;

namespace Sluice.Cli.Chatting;

/// <summary><c>sluice chat</c> at a keyboard, from its first prompt to /quit.</summary>
internal sealed class ChatSession : IAsyncDisposable
{
    private readonly Terminal terminal;
    private readonly ChatPlanner planner;
    private readonly StyledText styles;
    private readonly bool plain;
    private bool ends; // Ctrl-D while an answer was written

    public ChatSession(Terminal terminal, ChatPlanner planner, ChatPartner partner, Dialogue dialogue, ChatSettings settings, bool plain)
    {
        (this.terminal, this.planner, this.plain) = (terminal, planner, plain);
        (Partner, Dialogue, Settings) = (partner, dialogue, settings);
        styles = new StyledText(terminal.Width, terminal.HasColor);
    }

    public ChatPartner Partner { get; private set; }

    public Dialogue Dialogue { get; }

    public ChatSettings Settings { get; }

    /// <summary>How the last answer ended; null before the first one.</summary>
    public Reply? LastReply { get; private set; }

    /// <param name="read">Gives the next text; null when there is none.</param>
    public async Task<int> RunAsync(Func<string?> read)
    {
        Tell($"{Partner.Shown}. /help lists commands, \\ or Alt-Enter begins another line, Ctrl-C stops an answer, Ctrl-D ends.");
        var commands = new ChatCommands(this);
        while (!ends && read() is { } text)
        {
            if (text.Trim().Length == 0) continue;
            try
            {
                if (!text.StartsWith('/')) await AskAsync(text);
                else if (!await commands.RunAsync(text.Trim())) break;
            }
            catch (CouldNotRunException refusal)
            {
                foreach (Problem problem in refusal.Problems) terminal.Error.WriteLine($"sluice: {problem}");
            }
        }
        return ExitCode.Done;
    }

    public async Task AskAsync(string text)
    {
        Dialogue.Asked(text);
        using var stop = new CancellationTokenSource();
        using IDisposable listening = terminal.OnStopSignal(stop.Cancel);
        using IDisposable? keys = terminal.Keyboard?.WhileBusy(key => Stops(key, stop));
        Reply reply = await ShowAsync(stop.Token);
        LastReply = reply;
        if (reply.Content.Length > 0 || reply.Failure is null) Dialogue.Answered(reply.Content);
        else Dialogue.Undo(); // nothing came: the question can be asked again as it was
        if (reply.Failure is { } failure && !stop.IsCancellationRequested)
            throw new CouldNotRunException(Partner.Shown, $"{FailureTable.Of(failure.Reason).Name}: {failure.Detail}");
        Tell(stop.IsCancellationRequested ? $"stopped; {AnswerFigures.Line(reply)}" : AnswerFigures.Line(reply));
    }

    /// <summary>Talks to another model from here on; what was said stays.</summary>
    public async Task SwitchAsync(string name)
    {
        ChatPartner next = await ChatPartner.OpenAsync(planner.Plan(name), terminal.Time, CancellationToken.None);
        await Partner.DisposeAsync();
        Partner = next;
        Tell(Partner.Shown);
    }

    /// <summary>A dimmed line beside the conversation.</summary>
    public void Tell(string sentence)
    {
        foreach (string line in styles.Lines(sentence, new Style(decoration: Decoration.Dim), terminal.Width)) terminal.Out.WriteLine(line);
    }

    public string Opened(string typed) => terminal.Opened(typed);

    public void ClearScreen()
    {
        if (terminal.IsScreen) terminal.Out.Write("\u001b[2J\u001b[H");
    }

    public ValueTask DisposeAsync() => Partner.DisposeAsync();

    // Ctrl-C ends the answer, Ctrl-D the chat with it; other keys are the beginning of the next text.
    private bool Stops(ConsoleKeyInfo key, CancellationTokenSource answer)
    {
        if (!key.Modifiers.HasFlag(ConsoleModifiers.Control) || key.Key is not (ConsoleKey.C or ConsoleKey.D)) return false;
        ends |= key.Key == ConsoleKey.D;
        answer.Cancel();
        return true;
    }

    private async Task<Reply> ShowAsync(CancellationToken ct)
    {
        if (plain)
        {
            Reply written = await Partner.AskAsync(Dialogue, Settings, new AnswerReceiver(_ => { }, piece => terminal.Out.Write(ScreenText.Of(piece))), ct);
            terminal.Out.WriteLine();
            return written;
        }
        var view = new AnswerView(terminal, terminal.Height);
        Reply reply = await Partner.AskAsync(Dialogue, Settings, new AnswerReceiver(view.Reasoning, view.Content), ct);
        view.End();
        return reply;
    }
}
