using System.Text.Json;
using Sluice.Catalog.Blocks;
using Sluice.Catalog.Facts;
using Sluice.Catalog.Models;

namespace Sluice.Catalog.Importing;

/// <summary>What a config says of the width of its weights: the type, or one of the usual quantization methods.</summary>
static class HuggingFacePrecision
{
    static readonly WeightClass[] Linear = [WeightClass.Attention, WeightClass.Recurrent, WeightClass.Mlp, WeightClass.Experts, WeightClass.Shared];

    public static Precision Of(string file, JsonElement root, JsonElement text)
    {
        var type = Type(root) ?? Type(text) ?? "bfloat16";
        var plain = type is "float32" ? 32.0 : 16.0;
        var all = Enum.GetValues<WeightClass>().ToDictionary(each => each, _ => plain);
        if (!root.TryGetProperty("quantization_config", out var quantization) || quantization.ValueKind != JsonValueKind.Object)
            return new Precision(type == "float32" ? "fp32" : "bf16", all, plain, 32);

        var method = Text(quantization, "quant_algo") ?? Text(quantization, "quant_method") ?? "";
        var (name, bits, classes) = method.ToUpperInvariant() switch
        {
            "MXFP4" => ("mxfp4", 4.25, [WeightClass.Experts]),     // 32 values share a scale of 8 bits
            "NVFP4" => ("nvfp4", 4.5, Linear),                      // 16 values share a scale of 8 bits
            "FP8" or "FBGEMM_FP8" => ("fp8", 8.0, Linear),
            "AWQ" or "GPTQ" or "AUTO-ROUND" => Grouped(method, quantization),
            "COMPRESSED-TENSORS" or "MODELOPT" => Compressed(quantization),
            _ => throw new CatalogFileException($"{file}: quantization '{method}' is not known here; allowed: mxfp4, nvfp4, fp8, awq, gptq, auto-round, compressed-tensors, modelopt"),
        };
        foreach (var each in classes) all[each] = bits;
        return new Precision(name, all, 16, 32);
    }

    /// <summary>Group quantization: each group of weights shares one scale of 16 bits.</summary>
    static (string, double, WeightClass[]) Grouped(string method, JsonElement quantization)
    {
        var bits = Number(quantization, "bits") ?? 4;
        var group = Number(quantization, "group_size") ?? 128;
        return (method.ToLowerInvariant(), bits + (group > 0 ? 16.0 / group : 0), Linear);
    }

    static (string, double, WeightClass[]) Compressed(JsonElement quantization)
    {
        if (quantization.TryGetProperty("config_groups", out var groups) && groups.ValueKind == JsonValueKind.Object)
        {
            foreach (var group in groups.EnumerateObject())
            {
                if (group.Value.ValueKind != JsonValueKind.Object || !group.Value.TryGetProperty("weights", out var weights) || weights.ValueKind != JsonValueKind.Object) continue;
                var bits = Number(weights, "num_bits") ?? 8;
                var size = Number(weights, "group_size") ?? 0;
                var scale = size > 0 ? (size == 16 ? 8.0 : 16.0) / size : 0;
                return (bits == 4 && size == 16 ? "nvfp4" : $"w{bits:0}", bits + scale, Linear);
            }
        }

        return ("w8", 8, Linear);
    }

    static string? Type(JsonElement config) => Text(config, "dtype") ?? Text(config, "torch_dtype");

    static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    static double? Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number is >= 0 and <= 65536 ? number : null;
}
