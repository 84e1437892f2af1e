using System.Text.Json;
using Coral.Core.Http.StructuredFields;

namespace Coral.Core.Tests.Http.StructuredFields;

/// <summary>One case of the public suite, as its JSON has it.</summary>
internal sealed class PublicCase(JsonElement json)
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public bool MustFail => Flag("must_fail");

    public bool CanFail => Flag("can_fail");

    public string Type => json.GetProperty("header_type").GetString()!;

    /// <summary>The lines joined by commas; <see langword="null"/> for a case that is only written.</summary>
    public string? Raw => Joined("raw");

    /// <summary>The field as it is to be written.</summary>
    public string? Canonical => Joined("canonical") ?? Raw;

    /// <summary>What the field means, written by ours.</summary>
    public string Expected()
    {
        var writer = new StructuredFieldWriter([]);
        var expected = json.GetProperty("expected");
        switch (Type)
        {
            case "item":
                writer.Write(Member(expected));
                break;
            case "list":
                foreach (var member in expected.EnumerateArray())
                {
                    writer.Write(Member(member));
                }

                break;
            default:
                foreach (var pair in expected.EnumerateArray())
                {
                    writer.Write(Member(pair[1]), pair[0].GetString());
                }

                break;
        }

        return writer.ToString();
    }

    /// <summary>What ours reads, written again; <see langword="null"/> when the field is refused.</summary>
    public string? Read() => Rewritten(Type, Raw!);

    public static string? Rewritten(string type, string raw)
    {
        var writer = new StructuredFieldWriter([]);
        switch (type)
        {
            case "item" when StructuredField.TryParseItem(raw, out var item):
                writer.Write(item);
                break;
            case "list" when StructuredField.TryParseList(raw, out var list):
                foreach (var member in list)
                {
                    writer.Write(member);
                }

                break;
            case "dictionary" when StructuredField.TryParseDictionary(raw, out var dictionary):
                foreach (var (key, member) in dictionary)
                {
                    writer.Write(member, key);
                }

                break;
            default:
                return null;
        }

        return writer.ToString();
    }

    private bool Flag(string name) => json.TryGetProperty(name, out var flag) && flag.GetBoolean();

    private string? Joined(string name) =>
        json.TryGetProperty(name, out var lines)
            ? string.Join(", ", lines.EnumerateArray().Select(line => line.GetString()))
            : null;

    private static StructuredMember Member(JsonElement json)
    {
        var parameters = ItemParameters.Of(
            json[1].EnumerateArray().Select(pair => (pair[0].GetString()!, Bare(pair[1])))
        );
        return json[0].ValueKind == JsonValueKind.Array
            ? StructuredMember.ListOf([.. json[0].EnumerateArray().Select(Member)], parameters)
            : StructuredMember.Of(Bare(json[0]), parameters);
    }

    private static BareItem Bare(JsonElement json) =>
        json.ValueKind switch
        {
            JsonValueKind.String => BareItem.String(json.GetString()!),
            JsonValueKind.True or JsonValueKind.False => BareItem.Boolean(json.GetBoolean()),
            JsonValueKind.Number => json.GetRawText().AsSpan().ContainsAny('.', 'e')
                ? BareItem.Decimal(json.GetDecimal())
                : BareItem.Integer(json.GetInt64()),
            _ => Typed(json.GetProperty("__type").GetString()!, json.GetProperty("value")),
        };

    private static BareItem Typed(string type, JsonElement value) =>
        type switch
        {
            "token" => BareItem.Token(value.GetString()!),
            "binary" => BareItem.Bytes(FromBase32(value.GetString()!)),
            "date" => BareItem.Date(value.GetInt64()),
            _ => BareItem.DisplayString(value.GetString()!),
        };

    private static byte[] FromBase32(string text)
    {
        var bytes = new List<byte>();
        var (bits, count) = (0, 0);
        foreach (var c in text.TrimEnd('='))
        {
            bits = (bits << 5) | Base32.IndexOf(c, StringComparison.Ordinal);
            count += 5;
            if (count >= 8)
            {
                count -= 8;
                bytes.Add((byte)(bits >> count));
                bits &= (1 << count) - 1;
            }
        }

        return [.. bytes];
    }
}
