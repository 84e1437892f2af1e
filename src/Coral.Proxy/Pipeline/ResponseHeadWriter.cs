using Coral.Caching.Http;
using Coral.Core.Names;
using Coral.Proxy.Fields;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Coral.Proxy.Pipeline;

/// <summary>Writes status and header of a response that comes from an origin, directly or through caches.</summary>
internal sealed class ResponseHeadWriter(OwnNameFields ownNames)
{
    /// <summary>The name of the field that says how caches handled a request (RFC 9211).</summary>
    public const string CacheStatusName = "Cache-Status";

    private const string AllowOriginName = "Access-Control-Allow-Origin";

    /// <summary>Our own member of <c>Via</c>.</summary>
    /// <remarks>
    /// RFC 9110, section 7.6.3, wants the version that the response was received in. A stored response outlives that
    /// connection, so that 1.1 stands for whatever it was, as it does in the requests that we send.
    /// </remarks>
    public const string Via = "1.1 " + LoopDetector.ViaName;

    /// <summary>Writes the head of a response.</summary>
    /// <param name="context">The request, its <see cref="RequestContext.CacheStatus"/> known.</param>
    /// <param name="name">The name it came under, for <c>Location</c>.</param>
    /// <param name="part">The part of the response that is sent.</param>
    /// <param name="age">The <c>Age</c> field; none for a response that has just been made for us.</param>
    public void Write(RequestContext context, CoralizedName name, in ResponsePart part, string? age)
    {
        var headers = context.ResponseHeaders;
        context.Status = part.Status;
        var repeated = CopyFields(context, name, part);
        WriteForm(headers, part);
        if (repeated.IsAllowedByName)
        {
            headers.Vary = StringValues.Concat(headers.Vary, "Origin");
        }

        headers.Via = Joined(repeated.Via, Via);
        headers[CacheStatusName] = Joined(repeated.CacheStatus, context.CacheStatus);
        if (age is not null)
        {
            headers.Age = age;
        }

        if (part.ContentRange is not null)
        {
            headers.ContentRange = part.ContentRange;
        }

        if (part.Status == 205)
        {
            headers.ContentLength = 0;
        }
        else if (part.Length is { } length && !ResponsePart.HasNoBody(part.Status))
        {
            headers.ContentLength = length;
        }
    }

    /// <summary>Copies the origin's fields, except for those that this node writes.</summary>
    /// <returns>
    /// The origin's own part of the fields that we add to; true where the page that asks is allowed by our name for it.
    /// </returns>
    private (string? Via, string? CacheStatus, bool IsAllowedByName) CopyFields(
        RequestContext context,
        CoralizedName name,
        in ResponsePart part
    )
    {
        var headers = context.ResponseHeaders;
        var (via, cacheStatus) = ((string?)null, (string?)null);
        var isAllowedByName = false;
        var lines = part.Fields.Lines;
        for (var i = 0; i < lines.Length; i++)
        {
            ref readonly var line = ref lines[i];
            if (part.Form.Replaces(line))
            {
                continue;
            }

            switch (line.Name.Length)
            {
                case 3 when line.Is("Age"):
                case 14 when line.Is("Content-Length"):
                    continue;
                case 3 when line.Is("Via"):
                    via = via is null ? line.Value : $"{via}, {line.Value}";
                    continue;
                case 12 when line.Is(CacheStatusName):
                    cacheStatus = cacheStatus is null ? line.Value : $"{cacheStatus}, {line.Value}";
                    continue;
                default:
                    if (ownNames.Rewrite(context, name, line) is { } value)
                    {
                        HeaderFields.Write(headers, line.Name, value, Repeats(lines, i));
                        isAllowedByName |= !ReferenceEquals(value, line.Value) && line.Is(AllowOriginName);
                    }

                    continue;
            }
        }

        return (via, cacheStatus, isAllowedByName);
    }

    /// <summary>Writes the fields by which the forms of a response are told apart.</summary>
    private static void WriteForm(IHeaderDictionary headers, in ResponsePart part)
    {
        if (part.Form.Fields is not { } fields)
        {
            return;
        }

        if (fields.Vary is not null)
        {
            headers.Vary = fields.Vary;
        }

        if (part.Form.IsCoded)
        {
            headers.ETag = fields.WeakTag;
            headers.ContentEncoding = part.Status == 304 ? default(StringValues) : part.Form.Token;
        }
    }

    private static StringValues Joined(string? theirs, string ours) => theirs is null ? ours : $"{theirs}, {ours}";

    private static bool Repeats(ReadOnlySpan<FieldLine> lines, int index)
    {
        var name = lines[index].Name;
        for (var i = 0; i < index; i++)
        {
            if (lines[i].Name.Length == name.Length && lines[i].Is(name))
            {
                return true;
            }
        }

        return false;
    }
}
