namespace Coral.Dns.Answering;

/// <summary>The one-label form on the wire; <see cref="Core.Names.OneLabelCodec"/> is the same for text.</summary>
internal static class OneLabelName
{
    /// <summary>
    /// Unfolds a label into labels with their length bytes: <c>www-x--y-com</c> is <c>www.x-y.com</c>.
    /// </summary>
    /// <param name="label">The label, without its length byte.</param>
    /// <param name="labels">Receives the labels; must be two bytes longer than the label.</param>
    /// <returns>Bytes written; 0 where a label would be empty.</returns>
    public static int Unfold(ReadOnlySpan<byte> label, Span<byte> labels)
    {
        if (label.Length >= 4 && label.StartsWith("0-"u8) && label.EndsWith("-0"u8))
        {
            label = label[2..^2];
        }

        var head = 0;
        var at = 1;
        for (var i = 0; i < label.Length; i++)
        {
            if (label[i] != '-')
            {
                labels[at++] = label[i];
            }
            else if (i + 1 < label.Length && label[i + 1] == '-')
            {
                labels[at++] = (byte)'-';
                i++;
            }
            else
            {
                if (at == head + 1)
                {
                    return 0;
                }

                labels[head] = (byte)(at - head - 1);
                head = at++;
            }
        }

        labels[head] = (byte)(at - head - 1);
        return at == head + 1 ? 0 : at;
    }
}
