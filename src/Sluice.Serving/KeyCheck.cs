using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Sluice.Serving;

/// <summary>Compares keys by their hashes in constant time, so that answers tell nothing about how much of a key was right.</summary>
/// <param name="key">Null admits everybody.</param>
public sealed class KeyCheck(string? key)
{
    const string Scheme = "Bearer ";

    readonly byte[]? wanted = key is null ? null : Hash(key);

    public bool Admits(HttpRequest request)
    {
        if (wanted is null)
            return true;
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(Hash(header[Scheme.Length..].Trim()), wanted);
    }

    static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
