CREATE TABLE `customer` (`id` int);
