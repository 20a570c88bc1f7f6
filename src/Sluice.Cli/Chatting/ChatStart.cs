using Sluice.Cli.Commands;
using Sluice.Cli.ModelFiles;
using Sluice.Cli.Problems;
using Sluice.Cli.Terminals;

namespace Sluice.Cli.Chatting;

/// <summary>Begins <c>sluice chat</c>: with people at a keyboard, with one question from a pipe.</summary>
internal static class ChatStart
{
    private const string HistoryName = "chat-history";

    public static async Task<int> RunAsync(ChatLine line, Terminal terminal)
    {
        var dialogue = new Dialogue();
        if (line.Load is { } file) dialogue.Load(terminal.Opened(file), file);
        if (line.System is { } system) dialogue.System = system;
        var settings = new ChatSettings();
        foreach (string setting in line.Settings)
        {
            if (settings.Set(setting) is { } slip) throw new CouldNotRunException("--set", slip.What, slip.Allowed);
        }
        var planner = new ChatPlanner(terminal, line.Config);
        Sluice.Cli.Backends.BackendPlan plan = planner.Plan(line);

        if (terminal.Keyboard is not { } keyboard || line.Json)
        {
            string text = (await terminal.In.ReadToEndAsync()).TrimEnd('\r', '\n');
            if (text.Trim().Length == 0) throw new CouldNotRunException("chat", "standard input holds no question", "a text from a pipe, or a terminal to type it");
            await using ChatPartner answering = await ChatPartner.OpenAsync(plan, terminal.Time, CancellationToken.None);
            return await new OneQuestion(terminal, answering, dialogue, settings).AskAsync(text, line.Json);
        }
        ChatPartner partner = await ChatPartner.OpenAsync(plan, terminal.Time, CancellationToken.None);
        await using var session = new ChatSession(terminal, planner, partner, dialogue, settings, line.Plain || !terminal.IsScreen);
        var history = new InputHistory(HistoryPath(terminal));
        var editor = new LineEditor(keyboard, terminal.Out, history, terminal.Width);
        return await session.RunAsync(() =>
        {
            string? text = editor.Read();
            if (text is not null && text.Trim().Length > 0) history.Add(text);
            return text;
        });
    }

    private static string? HistoryPath(Terminal terminal) =>
        ModelFolder.Find(terminal.Environment, terminal.WorkingFolder) is { } models ? Path.Combine(Path.GetDirectoryName(models)!, HistoryName) : null;
}
