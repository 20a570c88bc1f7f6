using System.Buffers;
using System.Text.Json;

namespace Sluice.Twin.Serving.Calls;

/// <summary>A ledger as JSON, for tests in other processes: <c>GET /twin/ledger</c>.</summary>
static class LedgerJson
{
    public static void Write(CallLedger ledger, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteNumber("count"u8, ledger.Count);
        json.WriteNumber("open"u8, ledger.Open);
        json.WriteNumber("most_open"u8, ledger.MostOpen);
        json.WriteStartArray("calls"u8);
        foreach (var call in ledger.Calls) Write(call, json);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void Write(Call call, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("ordinal"u8, call.Ordinal);
        json.WriteString("path"u8, call.Path);
        json.WriteNumber("arrived"u8, call.Arrived.TotalSeconds);
        json.WriteString("model"u8, call.Model);
        json.WriteString("fault"u8, call.Fault?.ToString());
        json.WriteNumber("status"u8, call.Status);
        json.WriteNumber("prompt_tokens"u8, call.PromptTokens);
        json.WriteNumber("planned_tokens"u8, call.PlannedTokens);
        json.WriteNumber("sent_tokens"u8, call.SentTokens);
        json.WriteString("end"u8, call.End switch
        {
            CallEnd.Open => "open",
            CallEnd.Sent => "sent",
            CallEnd.Refused => "refused",
            CallEnd.Cut => "cut",
            _ => "client_gone",
        });
        json.WriteEndObject();
    }
}
