# Prints the units that XML::TMX finds, one a line, sides parted by a tab.
use strict;
use warnings;
use XML::TMX::Reader;

binmode STDOUT, ':utf8';
my $reader = XML::TMX::Reader->new($ARGV[0]);
$reader->for_tu(sub {
    my $unit = shift;
    print "$unit->{fr}{-seg}\t$unit->{en}{-seg}\n";
});
