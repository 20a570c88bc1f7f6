using Sluice.Cli.Problems;
using Sluice.Protocol.Chat;

namespace Sluice.Cli.Chatting;

/// <summary>The words that begin with a slash.</summary>
internal sealed class ChatCommands(ChatSession session)
{
    private static readonly (string Name, string Value, string Meaning)[] All =
    [
        ("/help", "", "these lines"),
        ("/system", "TEXT", "what stands before the conversation; alone it shows it, with - it goes"),
        ("/model", "NAME", "talk to another model or backend from here on; alone it names the present one"),
        ("/set", "NAME=VALUE", $"how answers are drawn: {ChatSettings.Names}; NAME= forgets it, alone it shows all"),
        ("/retry", "", "ask the last question again"),
        ("/undo", "", "take the last question and its answer back"),
        ("/show", "", "the last answer as the model wrote it, before its Markdown was laid out"),
        ("/save", "PATH", "the conversation as the body of a chat request"),
        ("/load", "PATH", "go on with a saved conversation"),
        ("/usage", "", "tokens and times of the last answer"),
        ("/clear", "", "begin anew, on an empty screen; the system text stays"),
        ("/quit", "", "end"),
    ];

    /// <returns>False when the chat ends.</returns>
    /// <exception cref="CouldNotRunException">What was wrong; the chat goes on.</exception>
    public async Task<bool> RunAsync(string line)
    {
        string[] words = line.Split(' ', 2, StringSplitOptions.TrimEntries);
        string value = words.Length > 1 ? words[1] : "";
        switch (words[0])
        {
            case "/help": Help(); break;
            case "/system": System(value); break;
            case "/model" when value.Length == 0: session.Tell(session.Partner.Shown); break;
            case "/model": await session.SwitchAsync(value); break;
            case "/set": Set(value); break;
            case "/retry": await RetryAsync(); break;
            case "/undo": session.Dialogue.Undo(); session.Tell($"{session.Dialogue.Count} turns are left"); break;
            case "/show": session.Tell(ScreenText.Of(session.Dialogue.LastAnswer ?? "nothing was answered yet")); break;
            case "/save": Save(Needed(value, "/save PATH")); break;
            case "/load": Load(Needed(value, "/load PATH")); break;
            case "/usage": session.Tell(session.LastReply is { } reply ? AnswerFigures.Line(reply) : "nothing was answered yet"); break;
            case "/clear": session.Dialogue.Clear(); session.ClearScreen(); session.Tell("begun anew"); break;
            case "/quit" or "/exit" or "/bye": return false;
            case var word: throw new CouldNotRunException(word, $"there is no such command{Nearest.Hint(word, All.Select(each => each.Name))}", string.Join(", ", All.Select(each => each.Name)));
        }
        return true;
    }

    private void Help()
    {
        foreach ((string name, string value, string meaning) in All) session.Tell($"{$"{name} {value}".TrimEnd(),-18}  {meaning}");
    }

    private void System(string value)
    {
        if (value.Length > 0) session.Dialogue.System = value == "-" ? null : value;
        session.Tell($"system: {session.Dialogue.System ?? "none"}");
    }

    private void Set(string value)
    {
        if (value.Length > 0 && session.Settings.Set(value) is { } slip) throw new CouldNotRunException("/set", slip.What, slip.Allowed);
        session.Tell(session.Settings.Values.Count == 0 ? "all as the server likes it" : string.Join(", ", session.Settings.Values.Select(pair => $"{pair.Key}={pair.Value}")));
    }

    private async Task RetryAsync()
    {
        if (session.Dialogue.LastQuestion is not { } question) throw new CouldNotRunException("/retry", "nothing was asked yet");
        session.Dialogue.Undo();
        await session.AskAsync(question);
    }

    private void Save(string typed)
    {
        try
        {
            session.Dialogue.Save(session.Opened(typed));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new CouldNotRunException("/save", $"'{typed}' cannot be written: {problem.Message}", "a file in a folder that exists");
        }
        session.Tell($"saved {session.Dialogue.Count} turns to {typed}");
    }

    private void Load(string typed)
    {
        session.Dialogue.Load(session.Opened(typed), typed);
        session.Tell($"loaded {session.Dialogue.Count} turns from {typed}");
        foreach (ChatMessage message in session.Dialogue.Messages.TakeLast(2)) session.Tell($"{message.Role}: {ScreenText.Of(message.Content)}");
    }

    private static string Needed(string value, string usage) => value.Length > 0 ? value : throw new CouldNotRunException(usage.Split(' ')[0], "names no file", usage);
}
