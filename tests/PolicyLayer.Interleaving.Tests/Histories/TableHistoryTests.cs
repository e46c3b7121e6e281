using PolicyLayer.Core.Limits;
using PolicyLayer.Interleaving.Tests.Tables;

namespace PolicyLayer.Interleaving.Tests.Histories;

/// <summary>A table that grows while threads add, find, replace and take out nodes of the same keys.</summary>
[Collection(nameof(HistoryTests))]
public sealed class TableHistoryTests
{
    private const int Threads = 6;
    private const int Keys = 150;

    [Fact]
    public void Of_every_key_there_is_one_live_node_at_most_and_none_is_lost()
    {
        var table = new LockFreeTable<Node>();
        var born = new int[Keys];
        var died = new int[Keys];
        var replaced = 0;

        Meetings.Run(
            Threads,
            _ =>
            {
                for (var i = 0; i < 200; i++)
                {
                    var key = Random.Shared.Next(Keys);
                    var node = table.FindLive(key);
                    if (node is null || Random.Shared.Next(3) == 0)
                        Add(table, key, born);
                    else if (Random.Shared.Next(2) == 0)
                        Kill(table, node, died);
                    else if (Replace(table, node, born, died))
                        Interlocked.Increment(ref replaced);
                }
            },
            () =>
            {
                for (var key = 0; key < Keys; key++)
                {
                    var live = table.FindLive(key);
                    Assert.Equal(born[key] - died[key], live is null ? 0 : 1);
                    Assert.True(live is null || table.TryRemove(live));
                    Assert.Null(table.FindLive(key));
                }

                (table, born, died) = (new(), new int[Keys], new int[Keys]);
            });

        Assert.True(replaced > 0, "Nothing was replaced.");
    }

    private static void Add(LockFreeTable<Node> table, int key, int[] born)
    {
        var node = new Node(key);
        while (true)
        {
            var kept = table.GetOrAdd(node);
            if (kept == node)
                Interlocked.Increment(ref born[key]);
            if (kept == node || !kept.IsDead)
                return;
            table.TryRemove(kept);
        }
    }

    private static void Kill(LockFreeTable<Node> table, Node node, int[] died)
    {
        if (!node.TryKill())
            return;

        Interlocked.Increment(ref died[node.Key]);
        table.TryRemove(node);
    }

    private static bool Replace(LockFreeTable<Node> table, Node node, int[] born, int[] died)
    {
        if (!table.TryReplace(node, new(node.Key)))
            return false;

        Interlocked.Increment(ref born[node.Key]);
        if (node.TryKill())
            Interlocked.Increment(ref died[node.Key]);
        return true;
    }
}
