using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sluice.Bench.Requests;
using Sluice.Protocol.Chat;
using Sluice.Protocol.Client;

namespace Sluice.Cli.Benching;

/// <summary>The SHA-256 of what a trace or a pipeline's records send: a file that changed under its name is another measurement.</summary>
internal static class SentContent
{
    public static string Of(TraceFile trace)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (TraceEntry entry in trace.Entries) hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{entry.At.Ticks} {entry.Prompt} {entry.Output}\n")));
        return Text(hash);
    }

    /// <summary>Whoever is asked: the model's name and what an endpoint adds are other settings.</summary>
    public static string Of(IEnumerable<RequestDraft> records)
    {
        using var client = new ModelClient(new ModelEndpoint { BaseUrl = new Uri("http://localhost") }); // writes bodies and sends none
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (RequestDraft record in records) hash.AppendData(client.BodyOf((ChatRequest)record.Request with { Model = "" }).Span);
        return Text(hash);
    }

    private static string Text(IncrementalHash hash) => $"sha256 {Convert.ToHexStringLower(hash.GetHashAndReset())}";
}
