using System.Globalization;
using System.Net;
using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Units;
using Coral.Node.Hosting;
using Microsoft.AspNetCore.Http;

namespace Coral.Node.Admin.Index;

/// <summary>The index in the admin API.</summary>
/// <remarks>
/// <code>
/// GET /index/levels
/// GET /index/nodes?level=0&amp;count=20&amp;near=192.0.2.1
/// GET /index/values/{key}?level=1          all levels without one
/// PUT /index/values/{key}?ttl=1h           the body is the value
/// </code>
/// A key is 40 hexadecimal digits; the commands hash their users' texts.
/// </remarks>
internal sealed class IndexPages(
    IContentIndex content,
    INodeDirectory directory,
    Func<NodeContact> self,
    TimeProvider clock
)
{
    private const int DefaultCount = 20;
    private const int MaxCount = 1_000;
    private const int KeyDigits = 2 * Identifier.ByteCount;
    private const string LevelRule = "level must be 0, 1 or 2.";
    private static readonly TimeSpan LongestTtl = TimeSpan.FromDays(1);

    /// <summary>The resources.</summary>
    public IReadOnlyList<AdminRoute> Routes =>
        [
            new("GET", "/index/levels", LevelsAsync),
            new("GET", "/index/nodes", NodesAsync),
            new("GET", "/index/values/{key}", GetAsync),
            new("PUT", "/index/values/{key}", PutAsync),
        ];

    private Task LevelsAsync(HttpContext context)
    {
        var started = clock.GetTimestamp();
        var levels = directory.Levels().Select(LevelView.From).ToList();
        var cost = Local(levels.Count, clock.GetElapsedTime(started));
        var view = new LevelsView(NodeView.From(self()), levels, cost);
        return AdminResponse.JsonAsync(context, view, AdminJson.Default.LevelsView);
    }

    private async Task NodesAsync(HttpContext context)
    {
        var query = context.Request.Query;
        if (!TryReadLevel(query["level"], out var level))
        {
            await AdminResponse.BadRequestAsync(context, LevelRule);
            return;
        }

        var count = DefaultCount;
        if (query["count"].ToString() is { Length: > 0 } number && !TryReadCount(number, out count))
        {
            await AdminResponse.BadRequestAsync(context, $"count must be a whole number from 1 to {MaxCount}.");
            return;
        }

        IPAddress? near = null;
        if (query["near"].ToString() is { Length: > 0 } address && !IPAddress.TryParse(address, out near))
        {
            await AdminResponse.BadRequestAsync(context, "near must be an IP address.");
            return;
        }

        var started = clock.GetTimestamp();
        var nodes = await directory.NodesAsync(
            level ?? ClusterLevel.Global,
            count,
            near,
            NodeServices.None,
            context.RequestAborted
        );
        var view = new NodesView(
            (int)(level ?? ClusterLevel.Global),
            [.. nodes.Select(NodeView.From)],
            Local(levels: 1, clock.GetElapsedTime(started))
        );
        await AdminResponse.JsonAsync(context, view, AdminJson.Default.NodesView);
    }

    private async Task GetAsync(HttpContext context)
    {
        if (!TryReadKey(context, out var key))
        {
            await BadKeyAsync(context);
            return;
        }

        if (!TryReadLevel(context.Request.Query["level"], out var level))
        {
            await AdminResponse.BadRequestAsync(context, LevelRule);
            return;
        }

        var range = level is { } one ? LevelRange.Only(one) : LevelRange.All;
        var found = await content.GetAsync(key, range, context.RequestAborted);
        var view = new ValuesView(
            key.ToString(),
            found.Values.Count == 0 ? null : (int)found.Level,
            [.. found.Values.Select(ValueView.From)],
            LookupCostView.From(found.Cost)
        );
        await AdminResponse.JsonAsync(context, view, AdminJson.Default.ValuesView);
    }

    private async Task PutAsync(HttpContext context)
    {
        if (!TryReadKey(context, out var key))
        {
            await BadKeyAsync(context);
            return;
        }

        if (!Duration.TryParse(context.Request.Query["ttl"], out var ttl) || ttl <= TimeSpan.Zero || ttl > LongestTtl)
        {
            await AdminResponse.BadRequestAsync(
                context,
                "ttl must be a duration above 0 and of at most 1d, such as 1h."
            );
            return;
        }

        if (await ReadValueAsync(context) is not { } value)
        {
            await AdminResponse.ProblemAsync(
                context,
                StatusCodes.Status413PayloadTooLarge,
                "Too large",
                $"A value has at most {IndexValue.MaxBytes} bytes."
            );
            return;
        }

        var put = await content.PutAsync(key, value, ttl, LevelRange.All, context.RequestAborted);
        var view = new StoredView(
            key.ToString(),
            [.. put.StoredAt.Select(level => (int)level)],
            LookupCostView.From(put.Cost)
        );
        await AdminResponse.JsonAsync(context, view, AdminJson.Default.StoredView);
    }

    private static LookupCostView Local(int levels, TimeSpan elapsed) =>
        LookupCostView.From(new LookupCost(Hops: 0, Rpcs: 0, levels, elapsed));

    private static Task BadKeyAsync(HttpContext context) =>
        AdminResponse.BadRequestAsync(context, $"A key has {KeyDigits} hexadecimal digits.");

    private static bool TryReadKey(HttpContext context, out Key key)
    {
        key = default;
        var text = context.Request.RouteValues["key"] as string;
        if (text?.Length != KeyDigits || !text.All(char.IsAsciiHexDigit))
        {
            return false;
        }

        key = new Key(Identifier.Read(Convert.FromHexString(text)));
        return true;
    }

    private static bool TryReadLevel(string? text, out ClusterLevel? level)
    {
        level = text switch
        {
            "0" => ClusterLevel.Global,
            "1" => ClusterLevel.Regional,
            "2" => ClusterLevel.Near,
            _ => null,
        };
        return level is not null || string.IsNullOrEmpty(text);
    }

    private static bool TryReadCount(string text, out int count) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count is >= 1 and <= MaxCount;

    /// <summary>The body; <see langword="null"/> when it is longer than a value may be.</summary>
    private static async Task<byte[]?> ReadValueAsync(HttpContext context)
    {
        var buffer = new byte[IndexValue.MaxBytes + 1];
        var length = await context.Request.Body.ReadAtLeastAsync(
            buffer,
            buffer.Length,
            throwOnEndOfStream: false,
            context.RequestAborted
        );
        return length <= IndexValue.MaxBytes ? buffer[..length] : null;
    }
}
