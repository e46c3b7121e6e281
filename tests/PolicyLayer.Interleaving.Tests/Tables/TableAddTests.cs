using PolicyLayer.Core.Limits;
using PolicyLayer.Interleaving.Tests.Naive;

namespace PolicyLayer.Interleaving.Tests.Tables;

/// <summary>Two threads that add a node of the same key.</summary>
public sealed class TableAddTests
{
    private readonly LockFreeTable<Node> _table = new();

    [Fact]
    public void The_one_who_found_the_place_first_gets_the_node_of_the_one_who_took_it()
    {
        var late = Stalled<Node>.At(Step.TablePlaceFound, () => _table.GetOrAdd(new(1)));
        Assert.True(late.IsStalled);

        var node = _table.GetOrAdd(new(1));

        Assert.Same(node, late.Finish());
        Assert.Same(node, _table.Find(new NodeKey(1)));
    }

    [Fact]
    public void The_one_who_found_the_place_before_the_table_grew_gets_the_node_that_was_added_after()
    {
        var naive = new NaiveGrowth();
        Assert.False(EndWithOneNode(naive.GetOrAdd, naive.Grow));
        Assert.True(EndWithOneNode(_table.GetOrAdd, _table.Crowd));
        Assert.NotNull(_table.Find(new NodeKey(1)));
    }

    // The seventh node makes a table of eight places grow; while its mover stalls, the free place is not closed yet.
    [Fact]
    public void The_one_who_stalls_while_closing_a_place_adds_behind_what_others_added_meanwhile()
    {
        for (var key = 1_000; key < 1_006; key++)
            _table.GetOrAdd(new(key));
        var mover = Stalled<Node>.At(Step.TableNodeMarked, () => _table.GetOrAdd(new(1_006)));
        Assert.True(mover.IsStalled);
        var late = Stalled<Node>.At(Step.TablePlaceFound, () => _table.GetOrAdd(new(1)));
        Assert.True(late.IsStalled);

        var node = _table.GetOrAdd(new(1));

        Assert.Same(node, late.Finish());
        mover.Finish();
        Assert.Same(node, _table.Find(new NodeKey(1)));
        Assert.All(Enumerable.Range(1_000, 7), key => Assert.Equal(key, _table.Find(new NodeKey(key))?.Key));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void The_one_who_stalls_in_one_array_after_another_of_a_growing_table_adds_no_second_node(int arrays)
    {
        const int Growth = 40;
        var late = Stalled<Node>.At(Step.TablePlaceFound, () => _table.GetOrAdd(new(1)));
        for (var key = 0; key < arrays * Growth; key++)
        {
            _table.GetOrAdd(new(1_000 + key));
            if (key > 0 && key % Growth == 0)
                late.GoOnTo(Step.TablePlaceFound);
        }

        Assert.True(late.IsStalled);

        var node = _table.GetOrAdd(new(1));

        Assert.Same(node, late.Finish());
        Assert.Same(node, _table.Find(new NodeKey(1)));
    }

    private static bool EndWithOneNode(Func<Node, Node> getOrAdd, Action grow)
    {
        var late = Stalled<Node>.At(Step.TablePlaceFound, () => getOrAdd(new(1)));
        Assert.True(late.IsStalled);
        grow();

        var node = getOrAdd(new(1));

        return late.Finish() == node;
    }
}
