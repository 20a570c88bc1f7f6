using Sluice.Cli.Commands;
using Sluice.Cli.Problems;
using Sluice.Cli.Schemas;
using Sluice.Cli.Terminals;
using Sluice.Protocol.Client;
using Sluice.Protocol.Failures;

namespace Sluice.Cli.Chatting;

/// <summary>A chat of one question, which came from a pipe: the answer goes to standard output as it is written, and nothing else does.</summary>
internal sealed class OneQuestion(Terminal terminal, ChatPartner partner, Dialogue dialogue, ChatSettings settings)
{
    public async Task<int> AskAsync(string text, bool json)
    {
        using var stop = new CancellationTokenSource();
        using IDisposable listening = terminal.OnStopSignal(stop.Cancel);
        dialogue.Asked(text);
        bool ended = true;
        var receiver = new AnswerReceiver(_ => { }, piece =>
        {
            if (json) return;
            terminal.Out.Write(piece);
            ended = piece.EndsWith('\n');
        });
        Reply reply = await partner.AskAsync(dialogue, settings, receiver, stop.Token);
        if (json) WriteJson(reply);
        else if (!ended) terminal.Out.WriteLine();
        if (reply.Failure is not { } failure) return ExitCode.Done;
        if (stop.IsCancellationRequested) return ExitCode.DoneWithFindings;
        throw new CouldNotRunException(partner.Shown, $"{FailureTable.Of(failure.Reason).Name}: {failure.Detail}");
    }

    private void WriteJson(Reply reply) => terminal.Out.WriteLine(JsonLine.Of(json =>
    {
        json.WriteString("model", partner.Model);
        json.WriteString("content", reply.Content);
        json.WriteString("reasoning", reply.Reasoning);
        AnswerFigures.Write(json, reply);
        json.WriteString("failure", reply.Failure is { } failure ? FailureTable.Of(failure.Reason).Name : null);
        json.WriteString("detail", reply.Failure?.Detail);
    }));
}
