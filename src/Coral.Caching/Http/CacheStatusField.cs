using System.Text;

namespace Coral.Caching.Http;

/// <summary>Writes the <c>Cache-Status</c> field (RFC 9211).</summary>
public static class CacheStatusField
{
    /// <summary>The longest value that <see cref="TryFormat"/> writes, in bytes.</summary>
    public const int MaxBytes = 256;

    /// <summary>The longest parameter value that is written; a longer one is cut.</summary>
    private const int MaxParameterBytes = 64;

    /// <summary>The field value as text, the string its only allocation.</summary>
    public static string Format(CacheStatus status)
    {
        Span<byte> buffer = stackalloc byte[MaxBytes];
        return TryFormat(status, buffer, out var written) ? Encoding.ASCII.GetString(buffer[..written]) : "coral";
    }

    /// <summary>The field value as ASCII bytes, without allocation.</summary>
    /// <returns>
    /// <see langword="false"/> when <paramref name="destination"/> is too short; <see cref="MaxBytes"/> never is.
    /// </returns>
    public static bool TryFormat(CacheStatus status, Span<byte> destination, out int written)
    {
        var writer = new Writer(destination);
        writer.Put("coral"u8);
        if (status.Hit)
        {
            writer.Put("; hit"u8);
        }
        else if (status.Forward is { } forward)
        {
            writer.Put("; fwd="u8);
            writer.PutTokenOrString(forward);
        }

        if (!status.Hit && status.ForwardStatus > 0)
        {
            writer.Put("; fwd-status="u8);
            writer.PutNumber(status.ForwardStatus);
        }

        if (status.Ttl is { } ttl)
        {
            writer.Put("; ttl="u8);
            writer.PutNumber((long)Math.Floor(ttl.TotalSeconds));
        }

        if (status.Stored)
        {
            writer.Put("; stored"u8);
        }

        if (status.Collapsed)
        {
            writer.Put("; collapsed"u8);
        }

        if (status.Detail is { } detail)
        {
            writer.Put("; detail="u8);
            writer.PutTokenOrString(detail);
        }

        written = writer.Written;
        return writer.Fits;
    }

    /// <summary>Fills a span, and remembers whether all of it fitted.</summary>
    private ref struct Writer(Span<byte> destination)
    {
        private readonly Span<byte> _destination = destination;

        public int Written { get; private set; }

        public bool Fits { get; private set; } = true;

        public void Put(scoped ReadOnlySpan<byte> bytes)
        {
            Fits = Fits && bytes.TryCopyTo(_destination[Written..]);
            Written += Fits ? bytes.Length : 0;
        }

        public void PutNumber(long value)
        {
            Fits = Fits && value.TryFormat(_destination[Written..], out var length, provider: null) && Advance(length);
        }

        /// <summary>
        /// A token where the grammar lets it be one, else a string without what a string cannot hold (RFC 8941, section
        /// 3.3).
        /// </summary>
        public void PutTokenOrString(string value)
        {
            var text = value.AsSpan(0, Math.Min(value.Length, MaxParameterBytes));
            var isToken = IsToken(text);
            Put(isToken ? default : "\""u8);
            foreach (var c in text)
            {
                if (c is >= ' ' and <= '~' and not '"' and not '\\')
                {
                    Put([(byte)c]);
                }
            }

            Put(isToken ? default : "\""u8);
        }

        private static bool IsToken(ReadOnlySpan<char> text)
        {
            if (text.IsEmpty || !(char.IsAsciiLetter(text[0]) || text[0] == '*'))
            {
                return false;
            }

            foreach (var c in text)
            {
                if (!char.IsAsciiLetterOrDigit(c) && !"!#$%&'*+-.^_`|~:/".Contains(c, StringComparison.Ordinal))
                {
                    return false;
                }
            }

            return true;
        }

        private bool Advance(int length)
        {
            Written += length;
            return true;
        }
    }
}
