using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using Sluice.Protocol.Chat;

namespace Sluice.Protocol.Serving;

/// <summary>Reads what chat and plain completion requests have in common.</summary>
static class RequestBody
{
    const int MaxAnswers = 128; // of one prompt; OpenAI's bound
    const double LeastPenalty = 0.01, MostPenalty = 100;
    const string PenaltyAllowed = "a number from 0.01 to 100";

    /// <summary>Levels of objects and arrays within each other; each level of what a schema describes is two of them.</summary>
    public const int MaxDepth = 256;

    /// <summary>Reads the body as a JSON object with <paramref name="read"/>; the first thing found wrong is the error.</summary>
    internal static bool TryRead<T>(
        ReadOnlyMemory<byte> utf8, Func<BodyFields, T> read, [NotNullWhen(true)] out T? request, [NotNullWhen(false)] out ApiError? error)
        where T : class
    {
        request = null;
        try
        {
            using var document = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = MaxDepth });
            if (document.RootElement.ValueKind is not JsonValueKind.Object)
            {
                error = new("The body must be a JSON object.");
                return false;
            }
            var fields = new BodyFields(document.RootElement);
            var whole = read(fields);
            error = fields.Problem;
            if (error is null)
                request = whole;
            return request is not null;
        }
        catch (JsonException problem)
        {
            error = new(IsTooDeep(utf8.Span)
                ? $"The body has more than {MaxDepth} levels of objects and arrays within each other."
                : $"The body is not JSON: line {problem.LineNumber + 1}, byte {problem.BytePositionInLine + 1}.");
            return false;
        }
        catch (InvalidOperationException)
        {
            // What System.Text.Json throws when a string is decoded whose bytes or \u escapes are not Unicode.
            error = new("The body has a string that is not Unicode: bytes that are not UTF-8, or half of a surrogate pair.");
            return false;
        }
    }

    // System.Text.Json tells of both by the same exception.
    static bool IsTooDeep(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = int.MaxValue });
        try
        {
            while (reader.Read())
            {
                if (reader.CurrentDepth >= MaxDepth)
                    return true;
            }
        }
        catch (JsonException)
        {
            // Not JSON, and not too deep before that is seen.
        }
        return false;
    }

    /// <summary>Fills the shared properties of a request from the fields; called last, because <see cref="SamplingRequest.Extra"/> takes the rest.</summary>
    /// <param name="leastTokens">The least that max_tokens may be.</param>
    internal static T Fill<T>(T request, BodyFields fields, int leastTokens = 1) where T : SamplingRequest
    {
        var streamOptions = fields.Object("stream_options");
        var includeUsage = streamOptions?.Flag("include_usage") ?? false;
        fields.Adopt(streamOptions);

        var limit = fields.Count("max_tokens", leastTokens);
        var newerLimit = fields.Count("max_completion_tokens", 1);
        var repetition = fields.Number("repetition_penalty", LeastPenalty, MostPenalty, PenaltyAllowed);
        var repeat = fields.Number("repeat_penalty", LeastPenalty, MostPenalty, PenaltyAllowed); // llama.cpp's name
        return request with
        {
            Model = fields.NeededText("model"),
            Stream = fields.Flag("stream") ?? false,
            IncludeUsage = includeUsage,
            Temperature = fields.Number("temperature", 0, float.MaxValue, "a number of at least 0"),
            TopP = fields.Number("top_p", double.Epsilon, 1, "a number above 0 and at most 1"),
            TopK = fields.Count("top_k", -1),
            MinP = fields.Number("min_p", 0, 1, "a number from 0 to 1"),
            PresencePenalty = fields.Number("presence_penalty", -2, 2, "a number from -2 to 2"),
            FrequencyPenalty = fields.Number("frequency_penalty", -2, 2, "a number from -2 to 2"),
            RepetitionPenalty = repetition ?? repeat,
            LogitBias = ReadBias(fields),
            Seed = fields.Integer("seed", long.MinValue, long.MaxValue, "an integer of at most 64 bits"),
            Answers = (int?)fields.Integer("n", 1, MaxAnswers, $"an integer from 1 to {MaxAnswers}"),
            MaxTokens = newerLimit ?? limit,
            Stop = StopFields.Read(fields),
            ResponseFormat = ReadFormat(fields),
            Extra = fields.Rest(),
        };
    }

    static Dictionary<int, double>? ReadBias(BodyFields fields)
    {
        const string allowed = "an object of token ids with a number from -100 to 100 each";
        if (fields.Take("logit_bias") is not { } given)
            return null;
        if (given.ValueKind is not JsonValueKind.Object)
            return fields.Wrong<Dictionary<int, double>>("logit_bias", allowed, given);
        var bias = new Dictionary<int, double>();
        foreach (var entry in given.EnumerateObject())
        {
            if (!int.TryParse(entry.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var token)
                || entry.Value.ValueKind is not JsonValueKind.Number || entry.Value.GetDouble() is < -100 or > 100)
            {
                fields.Report("logit_bias", $"'logit_bias' must be {allowed}; '{entry.Name}' is none.");
                return null;
            }
            bias[token] = entry.Value.GetDouble();
        }
        return bias.Count > 0 ? bias : null;
    }

    static ResponseFormat? ReadFormat(BodyFields fields)
    {
        if (fields.Object("response_format") is not { } format)
            return null;
        var type = format.NeededText("type");
        ResponseFormat? read = type switch
        {
            "json_object" => new ResponseFormat.JsonObject(),
            "json_schema" => ReadSchema(format),
            _ => null,
        };
        if (type is not ("text" or "json_object" or "json_schema") && format.Problem is null)
            format.Report("type", $"'response_format.type' must be text, json_object or json_schema, not '{type}'.");
        fields.Adopt(format);
        return read;
    }

    static ResponseFormat.JsonSchema? ReadSchema(BodyFields format)
    {
        if (format.Object("json_schema") is not { } holder)
        {
            format.Report("json_schema", "'response_format.json_schema' is required and must be an object with a 'schema'.");
            return null;
        }
        var name = holder.Text("name") ?? "answer";
        var strict = holder.Flag("strict") ?? false;
        var schema = holder.Take("schema");
        if (schema is not { ValueKind: JsonValueKind.Object or JsonValueKind.True or JsonValueKind.False })
            holder.Report("schema", "'response_format.json_schema.schema' is required and must be a JSON Schema: an object, true or false.");
        format.Adopt(holder);
        return schema is { } found ? new(name, found.Clone(), strict) : null;
    }
}
