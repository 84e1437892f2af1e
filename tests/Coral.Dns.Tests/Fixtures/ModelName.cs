using System.Text;

namespace Coral.Dns.Tests.Fixtures;

/// <summary>A slow and obvious model of names: lists of labels, and a set of places seen for pointers.</summary>
internal static class ModelName
{
    /// <summary>The labels of the name at a place, and the place after it; nothing where it is malformed.</summary>
    public static (List<byte[]> Labels, int Next)? Read(byte[] message, int place)
    {
        var labels = new List<byte[]>();
        var next = -1;
        var piece = place;
        var length = 1;
        while (place < message.Length)
        {
            var head = message[place];
            if (head == 0)
            {
                return (labels, next < 0 ? place + 1 : next);
            }

            if (head >= 0xC0)
            {
                if (place + 1 >= message.Length)
                {
                    return null;
                }

                var target = ((head & 0x3F) << 8) + message[place + 1];
                next = next < 0 ? place + 2 : next;
                if (target >= piece || target < 12)
                {
                    return null;
                }

                place = piece = target;
                continue;
            }

            length += head + 1;
            if (head > 63 || place + 1 + head > message.Length || length > 255)
            {
                return null;
            }

            labels.Add(message[(place + 1)..(place + 1 + head)]);
            place += head + 1;
        }

        return null;
    }

    /// <summary>As text in lower case, without a final dot; the root is a dot.</summary>
    public static string Text(List<byte[]> labels) =>
        labels.Count == 0
            ? "."
            : string.Join('.', labels.Select(label => Encoding.Latin1.GetString(label).ToLowerInvariant()));
}
