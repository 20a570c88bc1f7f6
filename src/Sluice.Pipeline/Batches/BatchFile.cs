using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sluice.Pipeline.Configuration;
using Sluice.Pipeline.Prompts;
using Sluice.Pipeline.Sources;

namespace Sluice.Pipeline.Batches;

/// <summary>
/// Makes a pipeline of a batch file: JSON lines of <c>custom_id</c>, <c>method</c>, <c>url</c> and <c>body</c>, as OpenAI's Batch API and vLLM's
/// run-batch take them (https://platform.openai.com/docs/api-reference/batch/request-input).
/// </summary>
public static partial class BatchFile
{
    /// <summary>Name of the one step.</summary>
    public const string Step = "request";

    const string Id = "custom_id";

    /// <param name="folder">What a relative path begins at.</param>
    /// <param name="path">A file or a pattern; <c>-</c> for standard input.</param>
    /// <param name="outputPath">Full path of the results.</param>
    /// <exception cref="PipelineFileException">There is no file, or the results would overwrite it.</exception>
    public static PipelineSpec Load(string folder, string path, string outputPath)
    {
        var files = path == SourceFile.StandardInputPath ? [SourceFile.StandardInput] : FilePattern.Find(folder, path);
        if (files.Count == 0) throw Refused(path, "there is no such file", "the path of a batch file: JSON lines of custom_id, method, url and body");
        if (files.Any(file => file.Path == outputPath)) throw Refused(path, "the results would overwrite it", "another --output");

        return new PipelineSpec
        {
            Name = NameOf(files[0]),
            Path = files[0].Path,
            Input = new InputSpec(files, RecordPath.Of(Id)),
            Steps = [new StepSpec { Name = Step, Model = "", IsBatch = true, Prompt = PromptTemplate.Parse("{{ body }}", out _)! }],
            OutputPath = outputPath,
            OutputSteps = [Step],
            OutputFormat = OutputFormat.OpenAiBatch,
        };
    }

    /// <summary>The model that the first request names; null when it cannot be read ahead or names none.</summary>
    public static async Task<string?> FirstModelAsync(PipelineSpec spec, CancellationToken ct)
    {
        if (!spec.Input.Files[0].CanBeReadAgain) return null;
        await foreach (var record in RecordSource.Of(spec.Input).ReadAsync(ct))
        {
            if (record.Fault is null && record.Fields.TryGetProperty("body", out var body) && body.ValueKind == JsonValueKind.Object
                && body.TryGetProperty("model", out var model) && model.ValueKind == JsonValueKind.String) return model.GetString();
            break;
        }

        return null;
    }

    /// <summary>The same file is the same run; files of one name in two folders are not.</summary>
    static string NameOf(SourceFile file)
    {
        if (!file.CanBeReadAgain) return "batch-stdin";
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(file.Path)))[..8];
        var name = Unfit().Replace(System.IO.Path.GetFileNameWithoutExtension(file.Path), "_");
        return $"batch-{(name.Length > 60 ? name[..60] : name)}-{hash}";
    }

    static PipelineFileException Refused(string path, string what, string allowed) => new([new PipelineProblem(path, null, what, allowed)]);

    [GeneratedRegex("[^A-Za-z0-9._-]")]
    private static partial Regex Unfit();
}
