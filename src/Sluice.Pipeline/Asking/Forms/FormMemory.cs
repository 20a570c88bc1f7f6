using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Sluice.Pipeline.Configuration;

namespace Sluice.Pipeline.Asking.Forms;

/// <summary>
/// Keeps what probes found out beside the run store, so that a server is probed once for a schema. A server that cannot hold
/// answers to a schema is probed again after a day: it may have been updated.
/// </summary>
/// <param name="path">Full path of the file; anything unreadable in it counts as nothing known.</param>
internal sealed class FormMemory(string path, TimeProvider time)
{
    static readonly TimeSpan valid = TimeSpan.FromDays(1);

    readonly Lock gate = new();

    /// <summary>The file beside a store.</summary>
    public static string PathOf(string storePath) => $"{storePath}.forms.json";

    /// <summary>Null when nothing is known, or no more.</summary>
    public AnswerForm? Find(StepBackend backend, AnswerSchema schema)
    {
        if (!Read().TryGetValue(KeyOf(backend, schema), out var known) || AnswerForms.Find(known.Form) is not { } form) return null;
        return form == AnswerForm.ResponseFormat || time.GetUtcNow() - known.At < valid ? form : null;
    }

    /// <summary>Throws what writing a file may throw.</summary>
    public void Keep(StepBackend backend, AnswerSchema schema, AnswerForm form)
    {
        lock (gate)
        {
            var all = Read();
            all[KeyOf(backend, schema)] = new Known(AnswerForms.NameOf(form), time.GetUtcNow());
            var beside = string.Create(CultureInfo.InvariantCulture, $"{path}.{Environment.ProcessId}");
            File.WriteAllText(beside, JsonSerializer.Serialize(all, CompactJson.Serializer));
            File.Move(beside, path, overwrite: true);
        }
    }

    Dictionary<string, Known> Read()
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<Dictionary<string, Known>>(File.ReadAllText(path)) ?? [] : [];
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return []; // then it is probed again
        }
    }

    static string KeyOf(StepBackend backend, AnswerSchema schema) =>
        $"{backend.Endpoint.BaseUrl} {backend.Model} {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(schema.Document.GetRawText())))[..16]}";

    sealed record Known(string Form, DateTimeOffset At);
}
