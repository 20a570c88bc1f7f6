using System.Text;
using Sluice.Cli.Backends;
using Sluice.Cli.Commands;
using Sluice.Cli.Problems;
using Sluice.Cli.Terminals;
using Sluice.Pipeline.Configuration;
using Sluice.Pipeline.Previewing;
using Sluice.Pipeline.Running;
using Sluice.Pipeline.Sources;
using Sluice.Pipeline.Storage;
using Sluice.Protocol.Client;

namespace Sluice.Cli.Running.DryRuns;

/// <summary><c>sluice run --dry-run</c> and <c>--show-request</c>: what would be sent, and what it would cost. Asks a server for its models and for counts of tokens, and for no answer.</summary>
internal sealed class DryRunSession(RunRequest request, PipelineSpec spec, StepServers servers, Terminal terminal)
{
    /// <summary>Records whose requests are shown.</summary>
    private const int Shown = 3;

    /// <summary>Records whose tokens are counted; the others are taken to be like them.</summary>
    private const int Counted = 100;

    private readonly RecordSource source = request.Sample is { } size ? new SampledSource(RecordSource.Of(spec.Input), size, request.Seed ?? 0) : RecordSource.Of(spec.Input);

    public async Task<int> RunAsync(CancellationToken ct)
    {
        using StoredAnswers stored = Stored();
        var earlier = new EarlierAnswers(spec, stored);
        if (request.ShowRequest is { } key) return await ShowAsync(key, earlier, ct);

        List<SourceRecord> records = await ReadAsync(ct);
        long? total = await TotalAsync(records.Count, ct);
        var unaskable = false;
        foreach (string away in servers.Away) terminal.Error.WriteLine($"sluice: note: {away}");
        if (!request.Json) terminal.Out.WriteLine("Dry run: nothing is asked.");
        foreach (StepSpec step in spec.Steps)
        {
            DryRunSetting setting = SettingOf(step);
            DryRunReport report = await LookAsync(records, setting, earlier, ct) with { Total = total };
            unaskable |= report.Unaskable > 0;
            if (request.Json) DryRunJson.Write(report, setting, terminal.Out);
            else DryRunText.Write(report, setting, terminal.Out);
        }
        return unaskable ? ExitCode.DoneWithFindings : ExitCode.Done;
    }

    private string StorePath => terminal.Opened(request.Store ?? RunOptions.DefaultStorePath);

    private StoredAnswers Stored()
    {
        try
        {
            return StoredAnswers.Open(spec, step => servers.Of(step).First.Step is var asked ? asked.AskedAs ?? asked.Model : "", StorePath);
        }
        catch (StoreException problem)
        {
            throw new CouldNotRunException("--store", problem.Message);
        }
    }

    private DryRunSetting SettingOf(StepSpec step)
    {
        OpenBackends backends = servers.Of(step);
        OpenBackend asked = backends.First;
        KnownForm form = KnownForm.Of(step, asked.Step, asked.Served is { Owner: "sluice" }, StorePath, terminal.Time);
        return new DryRunSetting(spec, step, backends, form, new RequestPreview(step, asked.Step, form.Form, asked.Served is { SupportsVerbatim: true }));
    }

    private async Task<int> ShowAsync(string key, EarlierAnswers earlier, CancellationToken ct)
    {
        long read = 0;
        await foreach (SourceRecord record in source.ReadAsync(ct))
        {
            read++;
            if (record.Key != key) continue;
            foreach (StepSpec step in spec.Steps)
            {
                DryRunSetting setting = SettingOf(step);
                if (!setting.Preview.TryWrite(record, earlier.FieldsFor(step, record, out IReadOnlyList<string> standIns), out PreviewedRequest? shown, out string? problem)) throw new CouldNotRunException($"record {key} ({record.Place})", $"it cannot be asked about: {problem}");
                foreach (string missing in standIns) terminal.Error.WriteLine($"sluice: note: '{missing}' has not answered yet: {EarlierAnswers.StandInOf(spec.Steps.First(other => other.Name == missing))} stands in for its answer");
                terminal.Error.WriteLine($"POST {setting.Backends.First.Step.Endpoint.BaseUrl.ToString().TrimEnd('/')}{shown.Path}");
                terminal.Out.WriteLine(Encoding.UTF8.GetString(setting.BodyOf(shown).Span));
            }
            return ExitCode.Done;
        }
        throw new CouldNotRunException("--show-request", $"no record has the id '{key}' (of {read} read)", "the id of a record");
    }

    private async Task<List<SourceRecord>> ReadAsync(CancellationToken ct)
    {
        List<SourceRecord> records = [];
        await foreach (SourceRecord record in source.ReadAsync(ct))
        {
            records.Add(record);
            if (records.Count == Math.Min(Counted, request.Limit ?? Counted)) break;
        }
        return records;
    }

    private static async Task<DryRunReport> LookAsync(List<SourceRecord> records, DryRunSetting setting, EarlierAnswers earlier, CancellationToken ct)
    {
        using var client = new ModelClient(setting.Backends.First.Step.Endpoint);
        var report = new DryRunReport { Read = records.Count };
        foreach (SourceRecord record in records)
        {
            IReadOnlyList<string> standIns = [];
            if (!setting.Preview.TryWrite(record, record.Fault is null ? earlier.FieldsFor(setting.Step, record, out standIns) : record.Fields, out PreviewedRequest? shown, out string? problem))
            {
                report = report with { Unaskable = report.Unaskable + 1, FirstProblem = report.FirstProblem ?? $"{record.Key} ({record.Place}): {problem}" };
                continue;
            }
            int? tokens = report.IsEstimated || shown.Chat is not { } chat ? null : await client.CountTokensAsync(chat, ct);
            report = report.With(record, shown, standIns, tokens, keep: report.Requests.Count < Shown);
        }
        return report;
    }

    /// <summary>Null for a stream, whose end nobody knows.</summary>
    private async Task<long?> TotalAsync(int read, CancellationToken ct)
    {
        if (read < Counted && (request.Limit is null || read < request.Limit)) return read;
        return await source.CountAsync(ct) is { } all ? Math.Min(all, request.Limit ?? all) : request.Limit;
    }
}
